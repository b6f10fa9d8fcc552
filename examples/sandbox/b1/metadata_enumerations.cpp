// Members of the enumerations that the simulated types use: "member=stored code=number in v2".
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const enumerations_metadata = R"(
AssesseeTypeEnum atCompany=C=0 atOthers=P=1
AssetStatusEnum New=N=0 Active=A=1 Inactive=I=2
AutoAllocOnReceiptMethodEnum aaormDefaultBin=0=0 aaormItemCurrentAndHistoricalBins=3=1 aaormItemCurrentBins=2=2 aaormLastBinReceivedItem=1=3
AutomaticPostingEnum apNo=N=0 apInterestAndFee=B=1 apInterestOnly=I=2 apFeeOnly=F=3
BADivationAlertLevelEnum badal_NoWarning=N=0 badal_Warning=W=1 badal_Block=B=2
BoAdEpnsDistribMethods aedm_None=N=0 aedm_Quantity=Q=1 aedm_Volume=V=2 aedm_Weight=W=3 aedm_Equally=E=4 aedm_RowTotal=T=5
BoAdEpnsTaxTypes aext_NormalTax=Y=0 aext_NoTax=N=1 aext_UseTax=U=2
BoAddressType bo_ShipTo=S=0 bo_BillTo=B=1
BoAeDistMthd aed_Equally=E=0 aed_LineTotal=T=1 aed_None=N=2 aed_Quantity=Q=3 aed_Volume=V=4 aed_Weight=W=5
BoAlertTypeforWHStockEnum atfwhs_WarningOnly=W=0 atfwhs_Block=B=1 atfwhs_NoMessage=N=2
BoBaseDateRateEnum bdr_PostingDate=P=0 bdr_TaxDate=T=1
BoBlockBudget bb_OnlyAnnualAlert=N=0 bb_MonthlyAlertOnly=W=1 bb_Block=B=2
BoBoeStatus boes_Created=G=0 boes_Sent=S=1 boes_Deposited=D=2 boes_Paid=P=3 boes_Cancelled=C=4 boes_Closed=L=5 boes_Failed=F=6
BoBudgetAlert ba_AnnualAlert=A=0 ba_MonthlyAlert=M=1
BoCardCompanyTypes cCompany=C=0 cPrivate=I=1 cGovernment=G=2 cEmployee=E=3 cSoleTaxableSubject==
BoCardTypes cCustomer=C=0 cSupplier=S=1 cLid=L=2
BoConsumptionMethod cm_BackwardForward=B=0 cm_ForwardBackward=F=1
BoCorInvItemStatus ciis_Was=W=0 ciis_ShouldBe=S=1
BoCurrencyCheck cc_Block=B=0 cc_NoMessage=D=1
BoDataOwnershipManageMethodEnum doManageByDocOnly=D=0 doManageByBPOnly=B=1 doManageByBPnDoc=A=2 doManageByBranch=R=3
BoDateTemplate dt_DDMMYY=0=0 dt_DDMMCCYY=1=1 dt_MMDDYY=2=2 dt_MMDDCCYY=3=3 dt_CCYYMMDD=4=4 dt_DDMonthYYYY=5=5 dt_YYMMDD=6=6
BoDefaultBatchStatus dbs_Released=0=0 dbs_NotAccessible=1=1 dbs_Locked=2=2
BoDocItemType dit_Item=4=0 dit_Resource=290=1
BoDocLineType dlt_Regular=R=0 dlt_Alternative=A=1 dlt_Resource==
BoDocSummaryTypes dNoSummary=N=0 dByItems=I=1 dByDocuments=D=2
BoDocWhsAutoIssueMethod whsBinSingleChoiceOnly=0=0 whsBinBinCodeOrder=1=1 whsBinAltSortCodeOrder=2=2 whsBinQtyDescendingOrder=3=3 whsBinQtyAscendingOrder=4=4 whsBinFIFO=5=5 whsBinLIFO=6=6 whsBinSingleBinPreferred=7=7
BoDocWhsUpdateTypes dwh_No=N=0 dwh_OrdersFromVendors=O=1 dwh_CustomerOrders=C=2 dwh_Consignment=G=3 dwh_Stock=I=4
BoDocumentLinePickStatus dlps_Picked=Y=0 dlps_NotPicked=N=1 dlps_ReleasedForPicking=R=2 dlps_PartiallyPicked=P=3
BoDocumentSubType bod_None=--=0 bod_InvoiceExempt=IE=1 bod_DebitMemo=DN=2 bod_Bill=IB=3 bod_ExemptBill=EB=4 bod_PurchaseDebitMemo=DM=5 bod_ExportInvoice=IX=6 bod_GSTTaxInvoice=GA=7 bod_GSTDebitMemo=GD=8 bod_RefundVoucher=RV=9
BoDocumentTypes dDocument_Items=I=0 dDocument_Service=S=1
BoExpenseOperationTypeEnum bo_ExpOpType_ProfessionalServices=P=0 bo_ExpOpType_RentingAssets=R=1 bo_ExpOpType_Others=O=2 bo_ExpOpType_None==3 bo_ExpOpType_DisposalOfGoods== bo_ExpOpType_ImportOfGoodsAndServices== bo_ExpOpType_ImportByVirtualTransfer== bo_ExpOpType_GlobalOperations==
BoFatherCardTypes cPayments_sum=P=0 cDelivery_sum=D=1
BoFieldTypes db_Alpha=A=0 db_Memo=M=1 db_Numeric=N=2 db_Date=D=3 db_Float=B=4
BoFldSubTypes st_None==0 st_Address=?=63 st_Phone=#=35 st_Time=T=84 st_Rate=R=82 st_Sum=S=83 st_Price=P=80 st_Quantity=Q=81 st_Percentage=%=37 st_Measurement=M=77 st_Link=B=66 st_Image=I=73 st_Checkbox==
BoGLMethods glm_WH=W=0 glm_ItemClass=C=1 glm_ItemLevel=L=2
BoGSTRegnTypeEnum gstRegularTDSISD=1=1 gstCasualTaxablePerson=2=2 gstCompositionLevy=3=3 gstGoverDepartPSU=4=4 gstNonResidentTaxablePerson=5=5 gstUNAgencyEmbassy=6=6 invalid==0
BoGenderTypes gt_Female=F=0 gt_Male=M=1 gt_Undefined=E=2 gt_Masked=*=3 gt_Invalid==
BoInterimDocTypes boidt_None=0=0 boidt_ExchangeRate=1=1 boidt_CashDiscount=2=2
BoInventorySystem bis_MovingAverage=A=0 bis_Standard=S=1 bis_FIFO=F=2 bis_SNB=B=3
BoIssueMethod im_Backflush=B=0 im_Manual=M=1
BoItemTreeTypes iNotATree=N=0 iAssemblyTree=A=1 iSalesTree=S=2 iProductionTree=P=3 iTemplateTree=T=4 iIngredient=I=5
BoMRPComponentWarehouse bomcw_BOM=B=0 bomcw_Parent=P=1
BoMYFTypeEnum myft_WholesaleSales==0 myft_RetailSales==1 myft_WholesalePurchases==2 myft_OtherExpenseTransactions==3
BoManageMethod bomm_OnEveryTransaction=A=0 bomm_OnReleaseOnly=R=1
BoMaterialTypes mt_GoodsForReseller=0=0 mt_FinishedGoods=1=1 mt_GoodsInProcess=2=2 mt_RawMaterial=3=3 mt_Package=4=4 mt_SubProduct=5=5 mt_IntermediateMaterial=6=6 mt_ConsumerMaterial=7=7 mt_FixedAsset=8=8 mt_Service=9=9 mt_OtherInput=10=10 mt_Other=99=99
BoORCTPaymentTypeEnum bopt_None=N=0 bopt_Electronic=E=1 bopt_Post=P=2 bopt_Telegraph=T=3 bopt_Express=X=4
BoObjectTypes oChartOfAccounts=1=1 oBusinessPartners=2=2 oBanks=3=3 oItems=4=4 oVatGroups=5=5 oPriceLists=6=6 oSpecialPrices=7=7 oItemProperties=8=8 oBusinessPartnerGroups=10=10 oUsers=12=12 oInvoices=13=13 oCreditNotes=14=14 oDeliveryNotes=15=15 oReturns=16=16 oOrders=17=17 oPurchaseInvoices=18=18 oPurchaseCreditNotes=19=19 oPurchaseDeliveryNotes=20=20 oPurchaseReturns=21=21 oPurchaseOrders=22=22 oQuotations=23=23 oIncomingPayments=24=24 oJournalVouchers=28=28 oJournalEntries=30=30 oStockTakings=31=31 oContacts=33=33 oCreditCards=36=36 oCurrencyCodes=37=37 oPaymentTermsTypes=40=40 oBankPages=42=42 oManufacturers=43=43 oVendorPayments=46=46 oLandedCostsCodes=48=48 oShippingTypes=49=49 oLengthMeasures=50=50 oWeightMeasures=51=51 oItemGroups=52=52 oSalesPersons=53=53 oCustomsGroups=56=56 oChecksforPayment=57=57 oInventoryGenEntry=59=59 oInventoryGenExit=60=60 oWarehouses=64=64 oCommissionGroups=65=65 oProductTrees=66=66 oStockTransfer=67=67 oWorkOrders=68=68 oCreditPaymentMethods=70=70 oCreditCardPayments=71=71 oAlternateCatNum=73=73 oBudget=77=77 oBudgetDistribution=78=78 oMessages=81=81 oBudgetScenarios=91=91 oUserDefaultGroups=93=93 oSalesOpportunities=97=97 oSalesStages=101=101 oActivityTypes=103=103 oActivityLocations=104=104 oDrafts=112=112 oDeductionTaxHierarchies=116=116 oDeductionTaxGroups=117=117 oAdditionalExpenses=125=125 oSalesTaxAuthorities=126=126 oSalesTaxAuthoritiesTypes=127=127 oSalesTaxCodes=128=128 oQueryCategories=134=134 oFactoringIndicators=138=138 oPaymentsDrafts=140=140 oAccountSegmentations=142=142 oAccountSegmentationCategories=143=143 oWarehouseLocations=144=144 oForms1099=145=145 oInventoryCycles=146=146 oWizardPaymentMethods=147=147 oBPPriorities=150=150 oDunningLetters=151=151 oUserFields=152=152 oUserTables=153=153 oPickLists=156=156 oPaymentRunExport=158=158 oUserQueries=160=160 oMaterialRevaluation=162=162 oCorrectionPurchaseInvoice=163=163 oCorrectionPurchaseInvoiceReversal=164=164 oCorrectionInvoice=165=165 oCorrectionInvoiceReversal=166=166 oContractTemplates=170=170 oEmployeesInfo=171=171 oCustomerEquipmentCards=176=176 oWithholdingTaxCodes=178=178 oBillOfExchangeTransactions=182=182 oKnowledgeBaseSolutions=189=189 oServiceContracts=190=190 oServiceCalls=191=191 oUserKeys=193=193 oQueue=194=194 oSalesForecast=198=198 oTerritories=200=200 oIndustries=201=201 oProductionOrders=202=202 oDownPayments=203=203 oPurchaseDownPayments=204=204 oPackagesTypes=205=205 oUserObjectsMD=206=206 oTeams=211=211 oRelationships=212=212 oUserPermissionTree=214=214 oActivityStatus=217=217 oChooseFromList=218=218 oFormattedSearches=219=219 oAttachments2=221=221 oUserLanguages=223=223 oMultiLanguageTranslations=224=224 oDynamicSystemStrings=229=229 oHouseBankAccounts=231=231 oBusinessPlaces=247=247 oLocalEra=250=250 oNotaFiscalCFOP=258=258 oNotaFiscalCST=259=259 oNotaFiscalUsage=260=260 oClosingDateProcedure=261=261 oBPFiscalRegistryID=278=278 oSalesTaxInvoice=280=280 oPurchaseTaxInvoice=281=281 oPurchaseQuotations=540000006=540000006 oStockTransferDraft=1179=1179 oInventoryTransferRequest=1250000001=1250000001 oPurchaseRequest=1470000113=1470000113 oReturnRequest=234000031=234000031 oGoodsReturnRequest=234000032=234000032 oSelfInvoice== oSelfCreditMemo==
BoPayTermDueTypes pdt_MonthEnd=E=0 pdt_HalfMonth=H=1 pdt_MonthStart=Y=2 pdt_None=N=3
BoPaymentPriorities bopp_Priority_1=1=0 bopp_Priority_2=2=1 bopp_Priority_3=3=2 bopp_Priority_4=4=3 bopp_Priority_5=5=4 bopp_Priority_6=6=5
BoPaymentsObjectType bopot_IncomingPayments=24=0 bopot_OutgoingPayments=46=1
BoPlanningSystem bop_MRP=M=0 bop_None=N=1
BoPriceListGroupNum boplgn_Group1=0=0 boplgn_Group2=1=1 boplgn_Group3=2=2 boplgn_Group4=3=3
BoProcurementMethod bom_Buy=B=0 bom_Make=M=1
BoPublicDirectoryStatusTypes pds_ActivePrivateEntry== pds_ActivePublicEntry== pds_InactivePrivateEntry== pds_InactivePublicEntry== pds_NotRegistered==
BoRcptCredTypes cr_Regular=S=0 cr_Telephone=U=1 cr_InternetTransaction=I=2
BoRcptInvTypes it_AllTransactions=-1=-1 it_OpeningBalance=-2=-2 it_ClosingBalance=-3=-3 it_Invoice=13=13 it_CredItnote=14=14 it_TaxInvoice=15=15 it_Return=16=16 it_PurchaseInvoice=18=18 it_PurchaseCreditNote=19=19 it_PurchaseDeliveryNote=20=20 it_PurchaseReturn=21=21 it_Receipt=24=24 it_Deposit=25=25 it_JournalEntry=30=30 it_PaymentAdvice=46=46 it_ChequesForPayment=57=57 it_StockReconciliations=58=58 it_GeneralReceiptToStock=59=59 it_GeneralReleaseFromStock=60=60 it_TransferBetweenWarehouses=67=67 it_WorkInstructions=68=68 it_DeferredDeposit=76=76 it_CorrectionInvoice=132=132 it_APCorrectionInvoice=163=163 it_ARCorrectionInvoice=165=165 it_DownPayment=203=203 it_PurchaseDownPayment=204=204
BoRcptTypes rCustomer=C=0 rAccount=A=1 rSupplier=S=2
BoRoundingMethod borm_FixedEnding=4=0 borm_FixedInterval=5=1 borm_NoRounding=0=2 borm_RoundToFullAmount=2=3 borm_RoundToFullDecAmount=1=4 borm_RoundToFullTensAmount=3=5
BoRoundingRule borrRoundDown=F=0 borrRoundOff=R=1 borrRoundUp=C=2
BoSoStatus so_Open=O=0 so_Closed=C=1
BoStatus bost_Open=O=0 bost_Close=C=1 bost_Paid=P=2 bost_Delivered=D=3
BoSuppLangs ln_Null=0=0 ln_Hebrew=1=1 ln_Spanish_Ar=2=2 ln_English=3=3 ln_Polish=5=5 ln_English_Sg=6=6 ln_Spanish_Pa=7=7 ln_English_Gb=8=8 ln_German=9=9 ln_Serbian=10=10 ln_Danish=11=11 ln_Norwegian=12=12 ln_Italian=13=13 ln_Hungarian=14=14 ln_Chinese=15=15 ln_Dutch=16=16 ln_Finnish=17=17 ln_Greek=18=18 ln_Portuguese=19=19 ln_Swedish=20=20 ln_English_Cy=21=21 ln_French=22=22 ln_Spanish=23=23 ln_Russian=24=24 ln_Spanish_La=25=25 ln_Czech_Cz=26=26 ln_Slovak_Sk=27=27 ln_Korean_Kr=28=28 ln_Portuguese_Br=29=29 ln_Japanese_Jp=30=30 ln_Turkish_Tr=31=31 ln_Arabic=32=32 ln_Ukrainian=33=33 ln_TrdtnlChinese_Hk=35=35
BoTaxOnInstallmentsTypeEnum toiProportionally== toiTaxInFirst== toiTaxInFirstOnly==
BoTaxRoundingRuleTypes trr_RoundDown=F=0 trr_RoundUp=C=1 trr_RoundOff=R=2 trr_CompanyDefault=D=3
BoTaxTypes tt_Yes=Y=0 tt_No=N=1 tt_UseTax=U=2 tt_OffsetTax=O=3
BoTimeTemplate tt_24H=0=0 tt_12H=1=1
BoTransactionTypeEnum botrntComplete=C=0 botrntReject=R=1
BoUTBTableType bott_Document=3=0 bott_DocumentLines=4=1 bott_MasterData=1=2 bott_MasterDataLines=2=3 bott_NoObject=0=4 bott_NoObjectAutoIncrement=5=5
BoUniqueSerialNumber usn_None=0=0 usn_MfrSerialNumber=2=1 usn_SerialNumber=3=2 usn_LotNumber=4=3
BoVatCategoryEnum bovcInputTax=I=0 bovcOutputTax=O=1
BoVatStatus vExempted=N=0 vLiable=Y=1 vEC=E=2
BoYesNoEnum tNO=N=0 tYES=Y=1
BoYesNoNoneEnum boNO==0 boYES==1 boNONE==2
CancelStatusEnum csYes=Y=0 csNo=N=1 csCancellation=C=2
ClosingOptionEnum coByCurrentSystemDate=1=1 coByOriginalDocumentDate=2=2 coBySpecifiedDate=3=3
CommissionTradeTypeEnum ct_Empty=E=0 ct_SalesAgent=S=1 ct_PurchaseAgent=P=2 ct_Consignor=C=3
CurrenciesDecimalsEnum cd1Digit=1=0 cd2Digits=2=1 cd3Digits=3=2 cd4Digits=4=3 cd5Digits=5=4 cd6Digits=6=5 cdDefault=-1=6 cdWithoutDecimals=0=7
DiscountGroupBaseObjectEnum dgboNone=-1=0 dgboItemGroups=52=1 dgboItemProperties=8=2 dgboManufacturer=43=3 dgboItems=4=4
DiscountGroupRelationsEnum dgrLowestDiscount=L=0 dgrHighestDiscount=H=1 dgrAverageDiscount=A=2 dgrDiscountTotals=S=3 dgrMultipliedDiscount=M=4
DisplayBatchQtyUoMByEnum dispBatchQtyByDocRowUoM=0=0 dispBatchQtyByInventoryUoM=1=1
DocumentAuthorizationStatusEnum dasWithout=-=0 dasPending=W=1 dasApproved=Y=2 dasRejected=N=3 dasGenerated=P=4 dasGeneratedbyAuthorizer=A=5 dasCancelled=C=6
DocumentDeliveryTypeEnum ddtNoneSeleted=0=0 ddtCreateOnlineDocument=1=1 ddtPostToAribaNetwork=2=2
DocumentPriceSourceEnum dpsSpecialPricesForBusinessPartner=Y=0 dpsManual=N=1 dpsActivePriceListDiscountGroups=W=2 dpsActivePriceList=R=3 dpsInactivePriceList=U=4 dpsBlanketAgreement=A=5 dpsPeriodAndVolumeDiscounts=P=6 dpsPeriodAndVolumeDiscountsDiscountGroups=Q=7 dpsInactivePriceListDiscountGroups=V=8 dpsNewSpecialPricesForBusinessPartner=9=9 dpsNewActivePriceListDiscountGroups=7=10 dpsNewActivePriceList=2=11 dpsNewInactivePriceList=5=12 dpsNewBlanketAgreement=!=13 dpsNewPeriodAndVolumeDiscounts=0=14 dpsNewPeriodAndVolumeDiscountsDiscountGroups=1=15 dpsNewInactivePriceListDiscountGroups=6=16
DownPaymentTypeEnum dptRequest=N=0 dptInvoice=Y=1
DrawingMethodEnum dmAll=A=0 dmNone=N=1 dmQuantity=Q=2 dmTotal=T=3
EDocGenerationTypeEnum edocGenerate=G=0 edocGenerateLater=L=1 edocNotRelevant=N=2 edocGenerateOffline==
EDocStatusEnum edoc_New=N=0 edoc_Pending=P=1 edoc_Sent=S=2 edoc_Error=E=3 edoc_Ok=C=4
EDocTypeEnum edocFE==0 edocFCE==1
EffectivePriceEnum epDefaultPriority=D=0 epLowestPrice=L=1 epHighestPrice=H=2
ElecCommStatusEnum ecsApproved=0=0 ecsPendingApproval=1=1 ecsRejected=2=2
ExemptionMaxAmountValidationTypeEnum emaIndividual=I=0 emaAccumulated=A=1
FolioLetterEnum fLetterA=A=0 fLetterB=B=1 fLetterC=C=2 fLetterE=E=3 fLetterM=M=4 fLetterR=R=5 fLetterT==5 fLetterX==5 fLetterEMPTY==5
FreightTypeEnum ftShipping=1=0 ftInsurance=2=1 ftOther=3=2 ftSpecial=4=3
GSTTaxCategoryEnum gtc_Regular=R=0 gtc_NilRated=N=1 gtc_Exempt=E=2
GSTTransactionTypeEnum gsttrantyp_BillOfSupply=--=0 gsttrantyp_GSTTaxInvoice=GA=1 gsttrantyp_GSTDebitMemo=GD=2
GTSResponseToExceedingEnum Block=B=0 Split=S=1
ImportOrExportTypeEnum et_IpmortsOrExports=E=0 et_SEZ_Developer=S=1 et_SEZ_Unit=U=2 et_Deemed_ImportsOrExports=D=3
InvBaseDocTypeEnum Default=-1=0 Empty=0=1 PurchaseDeliveryNotes=20=2 InventoryGeneralEntry=59=3 WarehouseTransfers=67=4 InventoryTransferRequest=1250000001=5
IssuePrimarilyByEnum ipbSerialAndBatchNumbers=0=0 ipbBinLocations=1=1
ItemClassEnum itcService=1=1 itcMaterial=2=2
ItemTypeEnum itItems=I=0 itLabor=L=1 itTravel=T=2 itFixedAssets=F=3
LinkReferenceTypeEnum lrt_00==0 lrt_01==1 lrt_02==2 lrt_03==3 lrt_04==4 lrt_05==5 lrt_06==6 lrt_07==7 lrt_08==8 lrt_MX_08==9 lrt_MX_09==10
OperationCode347Enum ocGoodsOrServiciesAcquisitions=A=0 ocPublicEntitiesAcquisitions=D=1 ocTravelAgenciesPurchases=G=2 ocSalesOrServicesRevenues=B=3 ocPublicSubsidies=E=4 ocTravelAgenciesSales=F=5
PaymentsAuthorizationStatusEnum pasWithout=-=0 pasPending=W=1 pasApproved=Y=2 pasRejected=N=3 pasGenerated=P=4 pasGeneratedbyAuthorizer=A=5 pasCancelled=C=6
PriceModeDocumentEnum pmdNet=N=0 pmdGross=G=1 pmdNetAndGross=M=2
PriceModeEnum pmNet=N=0 pmGross=G=1
PriceProceedMethodEnum ppmRemove=R=0 ppmUpdate=U=1 ppmKeepCorresponding=L=2 ppmKeepAll=K=3
PrintStatusEnum psNo=N=0 psYes=Y=1 psAmended=A=2
ProductionItemType pit_Item=4=0 pit_Resource=290=1 pit_Text=-18=2
ReceivingBinLocationsMethodEnum rblmBinLocationCodeOrder=0=0 rblmAlternativeSortCodeOrder=1=1
ReceivingUpToMethodEnum rutmBothMaxQtyAndWeight=2=0 rutmMaximumQty=0=1 rutmMaximumWeight=1=2
ReferencedObjectTypeEnum rot_ExternalDocument==-1 rot_SalesQuotation==23 rot_SalesOrder==17 rot_DeliveryNotes==15 rot_ReturnRequest==234000031 rot_Return==16 rot_DownPaymentIncoming==203 rot_SalesInvoice==13 rot_SalesCreditNote==14 rot_CorrectionSalesInvoice==165 rot_SalesTaxInvoice==280 rot_PurchaseQuotation==540000006 rot_PurchaseOrder==22 rot_GoodsReceiptPO==20 rot_GoodsReturnRequest==234000032 rot_GoodsReturn==21 rot_DownPaymentOutgoing==204 rot_PurchaseInvoice==18 rot_PurchaseCreditNote==19 rot_CorrectionPurchaseInvoice==163 rot_PurchaseTaxInvoice==281 rot_LandedCosts==69 rot_IncomingPayments==24 rot_JournalEntry==30 rot_ProductionOrder==202 rot_InternalReconciliation==321 rot_OriginalInvoice==13001 rot_OriginalARDownPayment==20301 rot_PurchaseRequest==1470000113 rot_GoodsReceipt==59 rot_GoodsIssue==60 rot_InventoryTransferRequest==1250000001 rot_InventoryTransfer==67 rot_ChecksforPayment==57 rot_MaterialRevaluation==162 rot_InventoryCounting==1470000065 rot_InventoryPosting==10000071 rot_OutgoingPayments==46
Report349CodeListEnum r349cA=2=0 r349cE=1=1 r349cEmpty=0=2 r349cH=7=3 r349cI=5=4 r349cM=6=5 r349cS=4=6 r349cT=3=7
ResidenceNumberTypeEnum rntSpanishFiscalID=1=0 rntVATRegistrationNumber=2=1 rntPassport=3=2 rntFiscalIDIssuedbytheResidenceCountry=4=3 rntCertificateofFiscalResidence=5=4 rntOtherDocument=6=5
RoundingSysEnum rsNoRounding=0=0 rsRoundToFiveHundredth=4=1 rsRoundToOne=2=2 rsRoundToTen=3=3 rsRoundToTenHundredth=1=4
SAFTProductTypeEnum saftpt_Products== saftpt_Services== saftpt_Other== saftpt_Taxes== saftpt_NonSystem==
SAFTTaxCodeEnum safttc_ReducedTax== safttc_MiddleTax== safttc_NormalTax== safttc_Exempt== safttt_Others== safttc_NonSystem==
SOIExcisableTypeEnum se_Excisable=1=1 se_Exemption=2=2 se_PaidToOther=3=3 se_NotExcisable=4=4
ShaamGroupEnum sgServicesAndAsset=1=0 sgAgriculturalProducts=2=1 sgInsuranceCommissions=3=2 sgWHTaxInstructions=4=3 sgInterestExchangeRateDiffs=5=4 sgRentalFees==
SourceCurrencyEnum sc_PrimaryCurrency=0=0 sc_AdditionalCurrency1=1=1 sc_AdditionalCurrency2=2=2
SpecialProductTypeEnum sptMT=MT=0 sptIO=IO=1
StockTransferAuthorizationStatusEnum sasWithout=-=0 sasPending=W=1 sasApproved=Y=2 sasRejected=N=3 sasGenerated=P=4 sasGeneratedbyAuthorizer=A=5 sasCancelled=C=6
TaxCalcSysEnum PreconfiguredFormulaWithJurisdictionSupport=A=0 UserDefinedFormula=B=1 PreconfiguredFormula=C=2
TaxRateDeterminationEnum trd_PostingDate=P=0 trd_DocumentDate=D=1
TaxTypeBlackListEnum ttblExcluded=E=0 ttblExempt=X=1 ttblNonSubject=S=2 ttblNotTaxable=N=3 ttblTaxable=T=4
TypeOfAdvancedRulesEnum toarGeneral=A=0 toarWarehouse=W=1 toarItemGroup=C=2
TypeOfOperationEnum tooProfessionalServices=P=1 tooRentingAssets=R=2 tooOthers=O=3 tooDisposalOfGoods== tooImportOfGoodsAndServices== tooImportByVirtualTransfer== tooGlobalOperations==
UDFLinkedSystemObjectTypesEnum ulChartOfAccounts=1=1 ulBusinessPartners=2=2 ulBanks=3=3 ulItems=4=4 ulUsers=12=12 ulInvoices=13=13 ulCreditNotes=14=14 ulDeliveryNotes=15=15 ulReturns=16=16 ulOrders=17=17 ulPurchaseInvoices=18=18 ulPurchaseCreditNotes=19=19 ulPurchaseDeliveryNotes=20=20 ulPurchaseReturns=21=21 ulPurchaseOrders=22=22 ulQuotations=23=23 ulIncomingPayments=24=24 ulDepositsService=25=25 ulJournalEntries=30=30 ulContacts=33=33 ulVendorPayments=46=46 ulChecksforPayment=57=57 ulInventoryGenEntry=59=59 ulInventoryGenExit=60=60 ulWarehouses=64=64 ulProductTrees=66=66 ulStockTransfer=67=67 ulSalesOpportunities=97=97 ulDrafts=112=112 ulMaterialRevaluation=162=162 ulEmployeesInfo=171=171 ulCustomerEquipmentCards=176=176 ulServiceContracts=190=190 ulServiceCalls=191=191 ulProductionOrders=202=202 ulInventoryTransferRequest=1250000001=1250000001 ulBlanketAgreementsService=1250000025=1250000025 ulProjectManagementService=234000021=234000021 ulReturnRequest=234000031=234000031 ulGoodsReturnRequest=234000032=234000032 ulNone==0 ulSalesEmployee== ulLocations== ulStates== ulResources== ulUnitsofMeasure== ulPaymentTerms== ulPriceLists== ulBranches==
VatGroupsTaxRegionEnum vgtrPT=PT=0 vgtrPT_AC=PT-AC=1 vgtrPT_MA=PT-MA=2
)";

} // namespace ledgerline::sandbox::b1
