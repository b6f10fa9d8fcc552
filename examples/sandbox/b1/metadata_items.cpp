// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const items_metadata = R"(
type Item
ItemCode text50 ks
ItemName text100 s
ForeignName text s
ItemsGroupCode int s 100
CustomsGroupCode int - -1
SalesVATGroup text s
BarCode text s
VatLiable enum:BoYesNoEnum s tYES
PurchaseItem enum:BoYesNoEnum s tYES
SalesItem enum:BoYesNoEnum s tYES
InventoryItem enum:BoYesNoEnum s tYES
IncomeAccount text -
ExemptIncomeAccount text -
ExpanseAccount text -
Mainsupplier text s
SupplierCatalogNo text -
DesiredInventory number -
MinInventory number -
Picture text -
User_Text text s
SerialNum text -
CommissionPercent number -
CommissionSum number -
CommissionGroup int - 0
TreeType enum:BoItemTreeTypes s iNotATree
AssetItem enum:BoYesNoEnum s tNO
DataExportCode text -
Manufacturer int s -1
QuantityOnStock number rs
QuantityOrderedFromVendors number rs
QuantityOrderedByCustomers number rs
ManageSerialNumbers enum:BoYesNoEnum s tNO
ManageBatchNumbers enum:BoYesNoEnum s tNO
Valid enum:BoYesNoEnum s tNO
ValidFrom date s
ValidTo date s
ValidRemarks text s
Frozen enum:BoYesNoEnum s tNO
FrozenFrom date s
FrozenTo date s
FrozenRemarks text s
SalesUnit text s
SalesItemsPerUnit number s
SalesPackagingUnit text -
SalesQtyPerPackUnit number -
SalesUnitLength number -
SalesLengthUnit int -
SalesUnitWidth number -
SalesWidthUnit int -
SalesUnitHeight number -
SalesHeightUnit int -
SalesUnitVolume number s
SalesVolumeUnit int -
SalesUnitWeight number s
SalesWeightUnit int -
PurchaseUnit text -
PurchaseItemsPerUnit number -
PurchasePackagingUnit text -
PurchaseQtyPerPackUnit number -
PurchaseUnitLength number -
PurchaseLengthUnit int -
PurchaseUnitWidth number -
PurchaseWidthUnit int -
PurchaseUnitHeight number -
PurchaseHeightUnit int -
PurchaseUnitVolume number -
PurchaseVolumeUnit int -
PurchaseUnitWeight number -
PurchaseWeightUnit int -
PurchaseVATGroup text s
SalesFactor1 number -
SalesFactor2 number -
SalesFactor3 number -
SalesFactor4 number -
PurchaseFactor1 number -
PurchaseFactor2 number -
PurchaseFactor3 number -
PurchaseFactor4 number -
MovingAveragePrice number rs
ForeignRevenuesAccount text -
ECRevenuesAccount text -
ForeignExpensesAccount text -
ECExpensesAccount text -
AvgStdPrice number s
DefaultWarehouse text s
ShipType int -
GLMethod enum:BoGLMethods s glm_WH
TaxType enum:BoTaxTypes s tt_Yes
MaxInventory number -
ManageStockByWarehouse enum:BoYesNoEnum s tNO
PurchaseHeightUnit1 int -
PurchaseUnitHeight1 number -
PurchaseLengthUnit1 int -
PurchaseUnitLength1 number -
PurchaseWeightUnit1 int -
PurchaseUnitWeight1 number -
PurchaseWidthUnit1 int -
PurchaseUnitWidth1 number -
SalesHeightUnit1 int -
SalesUnitHeight1 number -
SalesLengthUnit1 int -
SalesUnitLength1 number -
SalesWeightUnit1 int -
SalesUnitWeight1 number -
SalesWidthUnit1 int -
SalesUnitWidth1 number -
ForceSelectionOfSerialNumber enum:BoYesNoEnum - tYES
ManageSerialNumbersOnReleaseOnly enum:BoYesNoEnum - tNO
WTLiable enum:BoYesNoEnum - tYES
CostAccountingMethod enum:BoInventorySystem s
SWW text s
WarrantyTemplate text -
IndirectTax enum:BoYesNoEnum - tNO
ArTaxCode text s
ApTaxCode text -
BaseUnitName text -
ItemCountryOrg text -
IssueMethod enum:BoIssueMethod s
SRIAndBatchManageMethod enum:BoManageMethod s bomm_OnReleaseOnly
IsPhantom enum:BoYesNoEnum s tNO
InventoryUOM text s
PlanningSystem enum:BoPlanningSystem - bop_None
ProcurementMethod enum:BoProcurementMethod - bom_Buy
ComponentWarehouse enum:BoMRPComponentWarehouse - bomcw_BOM
OrderIntervals int -
OrderMultiple number -
LeadTime int -
MinOrderQuantity number -
ItemType enum:ItemTypeEnum s itItems
ItemClass enum:ItemClassEnum - itcMaterial
OutgoingServiceCode int - -1
IncomingServiceCode int - -1
ServiceGroup int - -1
NCMCode int - -1
MaterialType enum:BoMaterialTypes - mt_FinishedGoods
MaterialGroup int - -1
ProductSource text -
Properties1 enum:BoYesNoEnum s tNO
Properties2 enum:BoYesNoEnum - tNO
Properties3 enum:BoYesNoEnum - tNO
Properties4 enum:BoYesNoEnum - tNO
Properties5 enum:BoYesNoEnum - tNO
Properties6 enum:BoYesNoEnum - tNO
Properties7 enum:BoYesNoEnum - tNO
Properties8 enum:BoYesNoEnum - tNO
Properties9 enum:BoYesNoEnum - tNO
Properties10 enum:BoYesNoEnum - tNO
Properties11 enum:BoYesNoEnum - tNO
Properties12 enum:BoYesNoEnum - tNO
Properties13 enum:BoYesNoEnum - tNO
Properties14 enum:BoYesNoEnum - tNO
Properties15 enum:BoYesNoEnum - tNO
Properties16 enum:BoYesNoEnum - tNO
Properties17 enum:BoYesNoEnum - tNO
Properties18 enum:BoYesNoEnum - tNO
Properties19 enum:BoYesNoEnum - tNO
Properties20 enum:BoYesNoEnum - tNO
Properties21 enum:BoYesNoEnum - tNO
Properties22 enum:BoYesNoEnum - tNO
Properties23 enum:BoYesNoEnum - tNO
Properties24 enum:BoYesNoEnum - tNO
Properties25 enum:BoYesNoEnum - tNO
Properties26 enum:BoYesNoEnum - tNO
Properties27 enum:BoYesNoEnum - tNO
Properties28 enum:BoYesNoEnum - tNO
Properties29 enum:BoYesNoEnum - tNO
Properties30 enum:BoYesNoEnum - tNO
Properties31 enum:BoYesNoEnum - tNO
Properties32 enum:BoYesNoEnum - tNO
Properties33 enum:BoYesNoEnum - tNO
Properties34 enum:BoYesNoEnum - tNO
Properties35 enum:BoYesNoEnum - tNO
Properties36 enum:BoYesNoEnum - tNO
Properties37 enum:BoYesNoEnum - tNO
Properties38 enum:BoYesNoEnum - tNO
Properties39 enum:BoYesNoEnum - tNO
Properties40 enum:BoYesNoEnum - tNO
Properties41 enum:BoYesNoEnum - tNO
Properties42 enum:BoYesNoEnum - tNO
Properties43 enum:BoYesNoEnum - tNO
Properties44 enum:BoYesNoEnum - tNO
Properties45 enum:BoYesNoEnum - tNO
Properties46 enum:BoYesNoEnum - tNO
Properties47 enum:BoYesNoEnum - tNO
Properties48 enum:BoYesNoEnum - tNO
Properties49 enum:BoYesNoEnum - tNO
Properties50 enum:BoYesNoEnum - tNO
Properties51 enum:BoYesNoEnum - tNO
Properties52 enum:BoYesNoEnum - tNO
Properties53 enum:BoYesNoEnum - tNO
Properties54 enum:BoYesNoEnum - tNO
Properties55 enum:BoYesNoEnum - tNO
Properties56 enum:BoYesNoEnum - tNO
Properties57 enum:BoYesNoEnum - tNO
Properties58 enum:BoYesNoEnum - tNO
Properties59 enum:BoYesNoEnum - tNO
Properties60 enum:BoYesNoEnum - tNO
Properties61 enum:BoYesNoEnum - tNO
Properties62 enum:BoYesNoEnum - tNO
Properties63 enum:BoYesNoEnum - tNO
Properties64 enum:BoYesNoEnum - tNO
AutoCreateSerialNumbersOnRelease enum:BoYesNoEnum - tNO
DNFEntry int - -1
GTSItemSpec text -
GTSItemTaxCategory text -
FuelID int - -1
BeverageTableCode text -
BeverageGroupCode text -
BeverageCommercialBrandCode int - -1
Series int s
ToleranceDays int -
TypeOfAdvancedRules enum:TypeOfAdvancedRulesEnum - toarGeneral
IssuePrimarilyBy enum:IssuePrimarilyByEnum -
NoDiscounts enum:BoYesNoEnum s tNO
AssetClass text -
AssetGroup text -
InventoryNumber text -
Technician int -
Employee int -
Location int -
AssetStatus enum:AssetStatusEnum r New
CapitalizationDate date -
StatisticalAsset enum:BoYesNoEnum - tNO
Cession enum:BoYesNoEnum - tNO
DeactivateAfterUsefulLife enum:BoYesNoEnum - tNO
ManageByQuantity enum:BoYesNoEnum r tNO
UoMGroupEntry int s
InventoryUoMEntry int s
DefaultSalesUoMEntry int s
DefaultPurchasingUoMEntry int -
DepreciationGroup text -
AssetSerialNumber text -
InventoryWeight number -
InventoryWeightUnit int -
InventoryWeight1 number -
InventoryWeightUnit1 int -
DefaultCountingUnit text -
CountingItemsPerUnit number r
DefaultCountingUoMEntry int -
Excisable enum:BoYesNoEnum - tNO
ChapterID int - -1
ScsCode text -
SpProdType enum:SpecialProductTypeEnum -
ProdStdCost number -
InCostRollup enum:BoYesNoEnum - tYES
VirtualAssetItem enum:BoYesNoEnum - tNO
EnforceAssetSerialNumbers enum:BoYesNoEnum - tNO
AttachmentEntry int -
LinkedResource text r
UpdateDate date rs
UpdateTime time rs
GSTRelevnt enum:BoYesNoEnum - tNO
SACEntry int - -1
GSTTaxCategory enum:GSTTaxCategoryEnum - gtc_Regular
ServiceCategoryEntry int - -1
CapitalGoodsOnHoldPercent number -
CapitalGoodsOnHoldLimit number -
AssessableValue number -
AssVal4WTR number -
SOIExcisable enum:SOIExcisableTypeEnum - se_NotExcisable
TNVED text -
ImportedItem enum:BoYesNoEnum - tNO
PricingUnit int -
CreateDate date rs
CreateTime time rs
NVECode text -
CtrSealQty number -
CESTCode int -
LegalText text -
DataVersion int s
CreateQRCodeFrom text -
TraceableItem enum:BoYesNoEnum - tNO
CommodityClassification int -
ItemPrices list:ItemPrice s
ItemWarehouseInfoCollection list:ItemWarehouseInfo s
ItemPreferredVendors list:ItemPreferredVendor s
ItemLocalizationInfos list:ItemLocalizationInfo -
ItemProjects list:ItemProject -
ItemDistributionRules list:ItemDistributionRule -
ItemAttributeGroups list:ItemAttributeGroups -
ItemDepreciationParameters list:ItemDepreciationParameter -
ItemPeriodControls list:ItemPeriodControl -
ItemUnitOfMeasurementCollection list:ItemUnitOfMeasurement s
ItemBarCodeCollection list:ItemBarCode s
ItemIntrastatExtension complex:ItemIntrastatExtension -
WeightOfRecycledPlastic number -
PlasticPackageTaxCategory text -
PlasticPackageExemptionReasonForPurchase text -
PlasticPackageExemptionReasonForProduction text -
SAFTProductType enum:SAFTProductTypeEnum -
SAFTProductTypeEx text -
StandardItemIdentification int -
type ItemPrice
PriceList int s
Price number s
Currency text s
AdditionalPrice1 number s
AdditionalCurrency1 text s
AdditionalPrice2 number s
AdditionalCurrency2 text s
BasePriceList int s
Factor number s
UoMPrices list:UoMPrice s
type UoMPrice
PriceList int s
UoMEntry int s
ReduceBy number s
Price number s
Currency text s
AdditionalReduceBy1 number s
AdditionalPrice1 number s
AdditionalCurrency1 text s
AdditionalReduceBy2 number s
AdditionalPrice2 number s
AdditionalCurrency2 text s
Auto enum:BoYesNoEnum s tYES
type ItemWarehouseInfo
MinimalStock number s
MaximalStock number s
MinimalOrder number s
StandardAveragePrice number s
Locked enum:BoYesNoEnum s tNO
InventoryAccount text s
CostAccount text s
TransferAccount text -
RevenuesAccount text -
VarienceAccount text -
DecreasingAccount text -
IncreasingAccount text -
ReturningAccount text -
ExpensesAccount text -
EURevenuesAccount text -
EUExpensesAccount text -
ForeignRevenueAcc text -
ForeignExpensAcc text -
ExemptIncomeAcc text -
PriceDifferenceAcc text -
WarehouseCode text s
InStock number rs
Committed number rs
Ordered number rs
CountedQuantity number rs
WasCounted enum:BoYesNoEnum rs tNO
UserSignature int r
Counted number r
ExpenseClearingAct text -
PurchaseCreditAcc text -
EUPurchaseCreditAcc text -
ForeignPurchaseCreditAcc text -
SalesCreditAcc text -
SalesCreditEUAcc text -
ExemptedCredits text -
SalesCreditForeignAcc text -
ExpenseOffsettingAccount text -
WipAccount text -
ExchangeRateDifferencesAcct text -
GoodsClearingAcct text -
NegativeInventoryAdjustmentAccount text -
CostInflationOffsetAccount text -
GLDecreaseAcct text -
GLIncreaseAcct text -
PAReturnAcct text -
PurchaseAcct text -
PurchaseOffsetAcct text -
ShippedGoodsAccount text -
StockInflationOffsetAccount text -
StockInflationAdjustAccount text -
VATInRevenueAccount text -
WipVarianceAccount text -
CostInflationAccount text -
WHIncomingCenvatAccount text -
WHOutgoingCenvatAccount text -
StockInTransitAccount text -
WipOffsetProfitAndLossAccount text -
InventoryOffsetProfitAndLossAccount text -
DefaultBin int s
DefaultBinEnforced enum:BoYesNoEnum - tNO
PurchaseBalanceAccount text -
ItemCode text rs
IndEscala enum:BoYesNoEnum - tNO
CNJPMan text -
ItemCycleCounts list:ItemCycleCount -
type ItemBarCode
AbsEntry int s
UoMEntry int s
Barcode text s
FreeText text s
)";

} // namespace ledgerline::sandbox::b1
