// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const company_metadata = R"(
type AdminInfo
Code int - 1
CompanyName text -
Address text -
Country text -
PrintingHeader text -
PhoneNumber1 text -
PhoneNumber2 text -
FaxNumber text -
eMail text -
ManagingDirector text -
ChartofAccountsTemplate text -
LocalCurrency text s
SystemCurrency text s
CreditBalancewithMinusSign enum:BoYesNoEnum - tNO
StandardUnitofLength int - 2
WeightUnitDefault int - 2
DirectIndirectRate enum:BoYesNoEnum s tYES
MinimumAmountfor347Report number -
SetItemsWarehouses enum:BoYesNoEnum - tNO
BankCountry text -
FederalTaxID text -
TaxOffice text -
DeductionFileNo text -
TaxCollection enum:BoYesNoEnum - tYES
TaxDefinition enum:BoYesNoEnum - tNO
TaxPercentage number -
AdvancesonCorpIncomeTax number -
WithTax number -
WithholdingTaxVendorDdct enum:BoYesNoEnum - tNO
CustomersDeductionatSource enum:BoYesNoEnum - tNO
WithholdingTaxTdctPercnt number -
WithholdingTaxDdctExpired date -
WithholdingTaxDdctOffice text -
CommitmentRestriction enum:BoYesNoEnum - tNO
CreditRestriction enum:BoYesNoEnum - tNO
RestrictSales enum:BoYesNoEnum - tNO
RestrictDelNotesPO enum:BoYesNoEnum - tNO
RestrictOrders enum:BoYesNoEnum - tNO
ConsiderDelNotesinSalesR enum:BoYesNoEnum - tNO
CreditDepositType enum:BoYesNoEnum - tNO
UseTax enum:BoYesNoEnum - tNO
SplitPO enum:BoYesNoEnum - tNO
AltNameForApInvoice text -
AltNameforCreditMemo text -
AltNameForGoodsReceipt text -
AltNameForGoodsReturn text -
AltNameForPurchase text -
AlertTypeforWHStock enum:BoAlertTypeforWHStockEnum - atfwhs_WarningOnly
SetCommissionbyCustomer enum:BoYesNoEnum - tNO
SetCommissionbyItem enum:BoYesNoEnum - tNO
SetCommissionbySE enum:BoYesNoEnum - tNO
DefaultCustomerPaymentTerms int - -1
DefaultVendorPaymentTerms int - -1
CalculateGrossProfitperTra enum:BoYesNoEnum - tYES
PriceListforCostPrice int - -1
GrossProfitAfterSale enum:BoYesNoEnum - tNO
DisplayPriceforPriceOnly enum:BoYesNoEnum - tNO
CalculateTaxinSalesQuotati enum:BoYesNoEnum - tYES
BaseField enum:BoYesNoEnum - tYES
AllowClosedSalesQuotations enum:BoYesNoEnum - tNO
UserConversionCode enum:BoYesNoEnum - tNO
CompanyColor int - 1
TotalsAccuracy int s 2
AccuracyofQuantities int s 3
PriceAccuracy int s 2
RateAccuracy int s 4
PercentageAccuracy int s 4
MeasuringAccuracy int - 3
QueryAccuracy int -
AddressinForeignLanguage text r
DefaultTaxCode text s
LetterHeaderinForeignLangu text -
PhoneNumber1ForeignLang text -
PhoneNumber2ForeignLang text -
FaxNumberForeignLang text -
ManagingDirectorForeignLan text -
TimeTemplate enum:BoTimeTemplate - tt_24H
DateTemplate enum:BoDateTemplate - dt_DDMMYY
DateSeparator text -
FCCheckAccount enum:BoCurrencyCheck - cc_Block
ChangedExistingOrders enum:BoYesNoEnum - tYES
MultiCurrencyCheck enum:BoCurrencyCheck - cc_Block
ISRType int - 2
DisplayRoundingRemark enum:BoYesNoEnum - tYES
ISRBillerID text -
BlockSystemCurrencyEditing enum:BoYesNoEnum - tYES
BlockPostingDateEditing enum:BoYesNoEnum - tYES
DefaultWarehouse text s
BlockTaxDate enum:BoYesNoEnum - tYES
TaxDefinitionforVatitem text -
TaxDefinitionforVatservice text -
TaxGroupforPurchaseItem text -
TaxGroupforServicePurchase text -
CalculateBudget enum:BoYesNoEnum - tNO
CustomerIdNumber text -
BlockBudget enum:BoBlockBudget - bb_OnlyAnnualAlert
BudgetAlert enum:BoBudgetAlert - ba_AnnualAlert
BlockPurchaseOrders enum:BoYesNoEnum - tYES
BlockBookkeeping enum:BoYesNoEnum - tNO
DefaultBudgetCostAssessMt int - 1
ContinuousStockManagement enum:BoYesNoEnum s tNO
ContinuousStockSystem enum:BoInventorySystem - bis_MovingAverage
RoundTaxAmounts enum:BoYesNoEnum s tNO
BlockDelNotesforPurchase enum:BoYesNoEnum - tYES
FileNumberinIncomeTax text -
DeferredTax enum:BoYesNoEnum - tNO
DefaultBankNo text -
DefaultBankAccount text -
DefaultBranch text r
UsePASystem enum:BoYesNoEnum - tNO
ServiceCode text -
ServicePassword text -
ParamFolderPath text -
ExcelFolderPath text -
FederalTaxID2 text -
FederalTaxID3 text -
DecimalSeparator text s
ThousandsSeparator text -
DisplayCurrencyontheRight enum:BoYesNoEnum - tNO
AlertbyWarehouse enum:BoYesNoEnum - tNO
PriceSystem enum:BoYesNoEnum - tYES
WholdingTaxDedHierarchy enum:BoYesNoEnum - tNO
DocConfirmation enum:BoYesNoEnum - tNO
DefaultforBatchStatus enum:BoDefaultBatchStatus - dbs_Released
GLMethod enum:BoGLMethods - glm_WH
UniqueSerialNo enum:BoUniqueSerialNumber - usn_SerialNumber
MaxHistory int - 99
ChangeDefReconAPAccounts enum:BoYesNoEnum - tNO
ChangeDefReconARAccounts enum:BoYesNoEnum - tNO
BPTypeCode text -
PBSNumber text -
PBSGroupNumber text -
OrganizationNumber text -
AccountSegmentsSeparator text -
DisplayBookkeepingWindow enum:BoYesNoEnum - tNO
SHandleWT enum:BoYesNoEnum - tNO
SDefaultWTCode text -
WithholdingTaxPHandle text -
PDefaultWTCode text -
WTLiableExpense enum:BoYesNoEnum - tNO
UseNegativeAmounts enum:BoYesNoEnum - tYES
HolidaysName text -
OrderBlock text -
RoundingMethod enum:BoYesNoEnum s tNO
AdressFromWH enum:BoYesNoEnum - tYES
OrderingParty text -
CertificateNo text -
ExpirationDate date -
NationalInsuranceNo text -
SalesOrderConfirmed enum:BoYesNoEnum - tYES
PurchaseOrderConfirmed enum:BoYesNoEnum - tYES
SDfltITWT text -
PDfltITWT text -
DefaultAccountCurrency enum:BoYesNoEnum - tYES
DeferredTaxforVendors enum:BoYesNoEnum - tNO
CreateAutoVATLineinJDT enum:BoYesNoEnum - tNO
ConsumeForecast enum:BoYesNoEnum - tYES
ConsumptionMethod enum:BoConsumptionMethod - cm_BackwardForward
DaysBackward int - 7
DaysForward int - 7
DefaultDunningTerm text -
DefaultBankAccountKey int -
MultiLanguageSupportEnable enum:BoYesNoEnum - tNO
AllowFuturePostingDate enum:BoYesNoEnum - tNO
AdditionalIdNumber text -
State text -
CalculateRowDiscount enum:BoYesNoEnum - tYES
BankStatementInstalled enum:BoYesNoEnum r tNO
UniqueTaxPayerReference text -
EmployerReference text -
PeriodStatusAutoChange enum:BoYesNoEnum - tYES
PeriodStatusChangeDelay int - 1
GrossProfitPercentForServiceDocuments number -
XMLFileFolderPath text -
PickList enum:BoYesNoEnum - tNO
GeneralManager text -
GeneralManagerForeignLanguage text -
UseProductionProfitAndLossAccount enum:BoYesNoEnum - tNO
WTAccumAmountAP number -
WTAccumAmountAR number -
CopyExchangeRateInCopyTo enum:BoYesNoEnum - tNO
GTSOutboundFolder text -
GTSInboundFolder text -
GTSSeparateCode text -
GTSDefaultChecker int -
GTSDefaultPayee int -
GTSMaxAmount number -
GTSResponseToExceeding enum:GTSResponseToExceedingEnum - Block
ApplicationOfIFRS enum:BoYesNoEnum - tNO
StartingInFiscalYear int -
ReportAccordingTo int - 1
CopyOpenRowsToDelivery enum:BoYesNoEnum - tNO
EnableApprovalProcedureInDI enum:BoYesNoEnum s tNO
EnableUpdateDocAfterApproval enum:BoYesNoEnum - tNO
EnableUpdateDraftDuringApproval enum:BoYesNoEnum - tNO
EnableAuthorizerUpdatePendingDraft enum:BoYesNoEnum - tNO
IssuePrimarilyBy enum:IssuePrimarilyByEnum - ipbSerialAndBatchNumbers
IsRemoveUnpricedValue enum:BoYesNoEnum r tNO
EnableAdvancedGLAccountDetermination enum:BoYesNoEnum r tNO
CreateOnlineQuotation enum:BoYesNoEnum - tNO
IsPrinterConnected enum:BoYesNoEnum - tNO
EnableBranches enum:BoYesNoEnum s tNO
IEMandatoryValidation enum:BoYesNoEnum - tNO
EnablePaymentDueDates enum:BoYesNoEnum - tNO
MaximumNumberOfDaysForDueDate int - 0
AliasName text -
EnableCentralizedIncomingPayments enum:BoYesNoEnum - tNO
EnableCentralizedOutgoingPayments enum:BoYesNoEnum - tNO
TaxRateDetermination enum:TaxRateDeterminationEnum - trd_PostingDate
BoletoFolderPath text -
AllowMultipleBAOnSamePeriod enum:BoYesNoEnum - tNO
BlockMultipleBAOnSameAPDocument enum:BoYesNoEnum - tNO
BlockMultipleBAOnSameARDocument enum:BoYesNoEnum - tNO
DisplayCancelDocInReport enum:BoYesNoEnum - tYES
MaxDaysForCancel int -
ReuseDocumentNum enum:BoYesNoEnum - tNO
ReuseNotaFiscalNum enum:BoYesNoEnum - tNO
AutoAddUoM enum:BoYesNoEnum - tYES
AutoAddPackage enum:BoYesNoEnum - tYES
DisplayInactivePriceListInReports enum:BoYesNoEnum - tNO
DisplayInactivePriceListInDocuments enum:BoYesNoEnum - tNO
DisplayInactivePriceListInSettings enum:BoYesNoEnum - tNO
ApplyBaseInactiveStatusToSpecialPrices enum:BoYesNoEnum - tNO
ApplyBaseInactiveStatusToPeriodVolumeDiscounts enum:BoYesNoEnum - tNO
ApplyBaseInactiveStatusToPriceLists enum:BoYesNoEnum - tNO
PriceProceedMethod enum:PriceProceedMethodEnum - ppmUpdate
RemoveUpdatePricesBasedOnNonStandardPriceLists enum:BoYesNoEnum - tNO
SirenNo text -
InstitutionCode text -
SetResourcesWarehouses enum:BoYesNoEnum - tYES
BlockStockNegativeQuantity enum:BoYesNoEnum s tYES
UseParentWIPInComponents enum:BoYesNoEnum - tYES
EnableUpdateBAPriceAndPlannedAmount enum:BoYesNoEnum - tNO
AutoAssignOnlyValidAPBA enum:BoYesNoEnum - tNO
AutoAssignOnlyValidARBA enum:BoYesNoEnum - tNO
ActionWhenDeviateFromBAForPO enum:BADivationAlertLevelEnum - badal_NoWarning
ActionWhenDeviateFromBAForGRPO enum:BADivationAlertLevelEnum - badal_NoWarning
ActionWhenDeviateFromBAForAccounting enum:BADivationAlertLevelEnum - badal_NoWarning
Series int -
Account text -
EnableMultipleSchedulings text -
DisplayBatchQtyUoMBy enum:DisplayBatchQtyUoMByEnum - dispBatchQtyByDocRowUoM
AllowInBoundPostingWithZeroPrice enum:BoYesNoEnum - tNO
InventoryPostingHighlightVariance number -
InventoryPostingReleaseOnlySerialAndBatch enum:BoYesNoEnum - tNO
InventoryCountingHighlightVariance number -
InventoryCountingHighlightMaxVariance number -
InventoryCountingHighlightCountersDifference number -
CopySingleCounterToIndividualCounter enum:BoYesNoEnum - tYES
CloseCountedRowsWithZeroDifference enum:BoYesNoEnum - tYES
CloseCountedRowsWithoutConfirmation enum:BoYesNoEnum - tNO
CalculateInWhseQtyBasedOnPostingDate enum:BoYesNoEnum - tNO
RefreshInWhseQtyInDI enum:BoYesNoEnum - tNO
SEPACreditorID text -
DataOwnershipManageBy enum:BoDataOwnershipManageMethodEnum - doManageByDocOnly
AllowBPWithNoOwner enum:BoYesNoEnum - tNO
EnableSeparatePriceMode enum:BoYesNoEnum s tNO
EnableExternalTax enum:BoYesNoEnum - tNO
NumberOfCharInMonth int -
SalesLnWTax enum:BoYesNoEnum - tNO
SalesPostPaymentCategoryLnWTax enum:BoYesNoEnum - tNO
SalesApplyExhRatesLnWTax enum:BoYesNoEnum - tNO
PurchaseLnWTax enum:BoYesNoEnum - tNO
PurchasePostPaymentCategoryLnWTax enum:BoYesNoEnum - tNO
PurchaseApplyExhRatesLnWTaxWX enum:BoYesNoEnum - tNO
UseDefaultPriceList enum:BoYesNoEnum - tNO
DefaultCustomerPriceList int -
DefaultVendorPriceList int -
EORINumber text -
CopyAttachmentsFromBaseToTarget enum:BoYesNoEnum - tNO
CopyAttachmentsFromBOM enum:BoYesNoEnum - tNO
DontOverwriteAtcWithSameName enum:BoYesNoEnum - tNO
ExtendedAdminInfo complex:ExtendedAdminInfo -
WebhookRetryTimes int -
EnableWebhook enum:BoYesNoEnum s tNO
MessageBatchLimit int -
MaxNumberOfWebHooks int -
ElectronicReportInfo complex:ElectronicReportInfo -
EnableDigitalPayments enum:BoYesNoEnum - tNO
MessageTTL int -
MessageRetentionTime int -
DontDuplicatwAttachment enum:BoYesNoEnum - tNO
WebhookRetryInterval int -
AttachmentEntryForFileStorage int -
WebhookRequestTimeout int -
type CompanyInfo
Version int rs
EnableExpensesManagement enum:BoYesNoEnum s tNO
EnableAccountSegmentation enum:BoYesNoEnum s tNO
EnableBillOfExchange enum:BoYesNoEnum s tNO
BaseDateForExchangeRate enum:BoBaseDateRateEnum s bdr_PostingDate
BISRBankActKey int s
BISRBankCountry text s
BISRBankNo text s
BISRBankAccount text s
BISRBranch text s
MaxRecordsInChooseFromList int s 0
EnableCheckQuantityInRDR enum:BoYesNoEnum s tNO
SRIManagementSystem enum:BoManageMethod s bomm_OnReleaseOnly
AutoSRICreationOnReceipt enum:BoYesNoEnum s tNO
IEPSPayer enum:BoYesNoEnum s tNO
DefaultDaysForOrdCanc int s 30
PercentOfTotalAcquisition number s
MinimumBaseAmountPerDoc number s
EnableSharingSeries enum:BoYesNoEnum s tNO
DataOwnershipIndication enum:BoYesNoEnum s tNO
MinimumAmountForAppndixOP number s
DisplayTransactionsByDflt enum:BoYesNoEnum s tYES
DefaultStampTax text s
MinimumAmountForAnnualList number s
BlockStockNegativeQuantity enum:BoYesNoEnum s tYES
AutoCreateCustomerEqCard enum:BoYesNoEnum s tNO
MaxNumberOfDocumentsInPmt int s 0
EnableStockRelNoCostPrice enum:BoYesNoEnum s tNO
CompanyName text rs
GroupLinesInVATCalculation enum:BoYesNoEnum rs tNO
TaxCalculationSystem enum:TaxCalcSysEnum rs
EnableTransactionNotification enum:BoYesNoEnum s tYES
EnableConversionDifferentAcct enum:BoYesNoEnum rs tYES
B1iTimeOut int s 30
LanguageCode enum:BoSuppLangs s
Localization text s
)";

} // namespace ledgerline::sandbox::b1
